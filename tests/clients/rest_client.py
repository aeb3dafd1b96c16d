"""The description of the REST addresses, and answers to every operation against it."""

import json
import os
import sys
import urllib.request
from urllib.parse import quote, urlencode

import hypothesis
import requests
import schemathesis
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

SERVER = os.environ["CERTGRAPH_URL"]
DESCRIPTION = f"{SERVER}/api/v1/openapi.json"
OPERATIONS = 15
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

# How many requests of each kind an operation gets; the generator is seeded, so a failure repeats.
GENERATED = {GenerationMode.POSITIVE: 30, GenerationMode.NEGATIVE: 20}

faults = []
statuses = {}


def heard(response):
    statuses[response.status_code] = statuses.get(response.status_code, 0) + 1


def example(operation):
    """The request of an operation's examples, which has to be answered with 200 as described."""
    path, query = operation.path, []
    for parameter in operation.definition.raw["parameters"]:
        if "example" not in parameter:
            continue
        value = parameter["example"]
        if isinstance(value, list):
            value = ",".join(value)
        if parameter["in"] == "path":
            path = path.replace("{%s}" % parameter["name"], quote(value, safe=""))
        else:
            query.append((parameter["name"], value))
    response = requests.get(f"{SERVER}/api/v1{path}?{urlencode(query)}", timeout=60)
    heard(response)
    assert response.status_code == 200, (path, response.status_code, response.text)
    operation.validate_response(response)
    # The revisions of the feed are of one database.
    if operation.path != "/changes":
        content = operation.definition.raw["responses"]["200"]["content"]
        assert response.json() == content["application/json"]["example"], path


def generated(operation, mode):
    """Requests that the description allows, or that it does not; each answer fits it."""

    @hypothesis.seed(20261128)
    @hypothesis.settings(
        max_examples=GENERATED[mode],
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def run(case):
        response = case.call()
        heard(response)
        case.validate_response(response, checks=CHECKS)

    run()


with urllib.request.urlopen(DESCRIPTION) as response:
    validate(json.load(response))

described = schemathesis.openapi.from_url(DESCRIPTION)
operations = [result.ok() for result in described.get_all_operations()]
if len(operations) != OPERATIONS:
    faults.append(f"{len(operations)} operations are described, not {OPERATIONS}")
for operation in operations:
    for name, run in [
        ("example", lambda: example(operation)),
        ("allowed", lambda: generated(operation, GenerationMode.POSITIVE)),
        ("not allowed", lambda: generated(operation, GenerationMode.NEGATIVE)),
    ]:
        try:
            run()
        except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - whatever it is, it is told
            faults.append(f"{operation.label}, {name}: {error}")

for fault in faults:
    print(fault, file=sys.stderr)
counts = ", ".join(f"{count} with {status}" for status, count in sorted(statuses.items()))
print(f"REST: {len(operations)} operations, {sum(statuses.values())} requests: {counts}")
sys.exit(1 if faults or not statuses.get(200, 0) >= OPERATIONS else 0)
