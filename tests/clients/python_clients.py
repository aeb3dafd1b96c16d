"""gql by POST and over a WebSocket, and a client that ariadne-codegen makes."""

import asyncio
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from gql import Client, gql
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport

SERVER = os.environ["CERTGRAPH_URL"]
QUESTION = """query Exam($code: String!) { exam(code: $code) { id code title } }"""

passed = 0
faults = []


def check(name, run):
    """Runs a check; what it raises is a fault."""
    global passed
    try:
        run()
        passed += 1
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        faults.append(f"{name}: {error!r}")


def question(client):
    document = gql(QUESTION)
    document.variable_values = {"code": "AZ-104"}
    assert client.execute(document)["exam"]["code"] == "AZ-104"


def mistake(client):
    try:
        client.execute(gql("{ exams(first: 101) { totalCount } }"))
    except TransportQueryError as error:
        assert error.errors[0]["extensions"]["code"] == "BAD_USER_INPUT", error
        return
    raise AssertionError("no error was raised")


async def subscription():
    first = plain.execute(gql("{ changes(first: 1) { nodes { cursor } } }"))
    cursor = first["changes"]["nodes"][0]["cursor"]
    url = SERVER.replace("http", "ws", 1) + "/graphql"
    # gql's other transport, over the library websockets, looks for a header of the answer by the case
    # of its letters, which HTTP leaves open, and falls back to a protocol that was not agreed on.
    async with Client(transport=AIOHTTPWebsocketsTransport(url=url)) as session:
        following = gql(f'subscription {{ changes(after: "{cursor}") {{ cursor }} }}')
        async for event in session.subscribe(following):
            assert event["changes"]["cursor"] != cursor
            return


def generated():
    """Makes a typed client of the served schema, and asks with it."""
    with tempfile.TemporaryDirectory() as folder:
        schema = urllib.request.urlopen(f"{SERVER}/schema.graphql").read()
        Path(folder, "schema.graphql").write_bytes(schema)
        Path(folder, "queries.graphql").write_text(QUESTION)
        Path(folder, "pyproject.toml").write_text(
            "[tool.ariadne-codegen]\n"
            'schema_path = "schema.graphql"\nqueries_path = "queries.graphql"\n'
            'target_package_name = "made"\nasync_client = false\n'
        )
        subprocess.run(
            [sys.executable, "-m", "ariadne_codegen"], cwd=folder, check=True, capture_output=True
        )
        sys.path.insert(0, folder)
        from made import Client as MadeClient

        client = MadeClient(url=f"{SERVER}/graphql")
        assert client.exam(code="AZ-104").exam.code == "AZ-104"


plain = Client(transport=HTTPXTransport(url=f"{SERVER}/graphql"), fetch_schema_from_transport=True)
check("gql by POST", lambda: question(plain))
check("gql by POST: errors", lambda: mistake(plain))
check("gql over a WebSocket", lambda: asyncio.run(subscription()))
check("ariadne-codegen", generated)
print(f"Python clients: {passed} of {passed + len(faults)} as it should be")
for fault in faults:
    print(f"  {fault}", file=sys.stderr)
sys.exit(bool(faults))
