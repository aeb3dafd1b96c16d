"""The Data Package with its resources by Frictionless, and the documents in JSON-LD by RDFLib."""

import json
import os
import sys
import urllib.request

from frictionless import Package
from rdflib import DCAT, Graph

SERVER = os.environ["CERTGRAPH_URL"]

faults = []


def get(path):
    with urllib.request.urlopen(f"{SERVER}{path}") as response:
        return response.read()


package = json.loads(get("/datapackage.json"))
for resource in package["resources"]:
    resource["path"] = f"{SERVER}/{resource['path']}"
    # By the specification a resource is a table if it says so; Frictionless takes JSON Lines for one.
    resource.setdefault("type", "file")
report = Package(package).validate()
for task in report.tasks:
    faults += [f"{task.name}: {error.message}" for error in task.errors]
faults += [error.message for error in report.errors]
rows = sum(task.stats.get("rows", 0) for task in report.tasks)
tables = [task.name for task in report.tasks if task.stats.get("rows")]
if len(tables) != 2:
    faults.append(f"two resources are tables with rows, not {tables}")
if any("bytes" not in task.stats for task in report.tasks):
    faults.append("sizes were not compared")

catalog = Graph().parse(data=get("/catalog.jsonld"), format="json-ld", publicID=f"{SERVER}/")
addresses = {str(address) for address in catalog.objects(None, DCAT.downloadURL)}
described = {resource["path"] for resource in package["resources"]}
if addresses != described:
    faults.append(f"DCAT and the Data Package have different files: {addresses ^ described}")
ctdl = Graph().parse(data=get("/exports/ctdl.jsonld"), format="json-ld")

print(
    f"Data Package: {len(report.tasks)} resources, {rows} rows of tables valid by Frictionless; "
    f"{len(catalog)} triples of DCAT and {len(ctdl)} of CTDL read by RDFLib; {len(faults)} faults"
)
for fault in faults:
    print(f"  {fault}")
sys.exit(1 if faults else 0)
