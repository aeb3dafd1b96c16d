"""The client of the Model Context Protocol's own SDK for Python, over HTTP and standard input and output.

It checks each structured answer against the tool's output schema itself.
"""

import asyncio
import os
import sys

from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

SERVER = os.environ["CERTGRAPH_URL"]
BINARY = os.environ["CERTGRAPH_BINARY"]
CALLS = {
    "find_exams": {"text": "securty+"},
    "exam_facts": {"code": "AZ-104"},
    "compare_exams": {"exams": [{"code": "AZ-104"}, {"code": "AZ-204"}]},
    "recommended_paths": {"role": "azure-ai-engineer", "first": 1},
    "verdict": {"code": "AI-102", "held": ["AZ-204"]},
    "transitions": {"from": "2026-11-22", "to": "2027-03-31"},
    "check_claims": {"claims": [{"exam": "AI-102", "fact": "STATE", "value": "live"}]},
    "domain_weights": {"exams": ["AZ-104"]},
}

passed = 0


async def talk(name, server, mode, version):
    """Everything that a client does, once."""
    global passed
    async with Client(server, mode=mode) as client:
        assert client.protocol_version == version, client.protocol_version
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == list(CALLS), tools
        for tool, arguments in CALLS.items():
            result = await client.call_tool(tool, arguments)
            assert not result.is_error, (tool, result)
            assert result.structured_content["data"], tool
            assert len(result.content) == 2, tool
        wrong = await client.call_tool("exam_facts", {"code": "AZ-1O4"})
        assert wrong.is_error and "UNKNOWN_EXAM" in wrong.content[0].text, wrong
        try:
            await client.call_tool("drop_table", {})
            raise AssertionError("an unknown tool answered")
        except MCPError as error:
            assert error.code == -32602, error
        first = await client.list_resources()
        assert len(first.resources) == 100 and first.next_cursor, first.next_cursor
        read = await client.read_resource(first.resources[0].uri)
        assert "\"exam\"" in read.contents[0].text, read
        prompts = (await client.list_prompts()).prompts
        assert len(prompts) == 3, prompts
        asked = await client.get_prompt("compare_exams", {"exams": "AZ-104, AZ-204"})
        assert "AZ-204" in asked.messages[0].content.text, asked
    passed += 1
    print(f"mcp: {name}, protocol {version}")


async def main():
    own = StdioServerParameters(command=BINARY, args=["mcp"])
    address = f"{SERVER}/mcp"
    await talk("HTTP", address, "auto", "2026-07-28")
    await talk("HTTP with a handshake", address, "legacy", "2025-11-25")
    await talk("standard input and output", own, "auto", "2026-07-28")
    await talk("standard input and output with a handshake", own, "legacy", "2025-11-25")


asyncio.run(main())
print(f"{passed} conversations passed")
sys.exit(0 if passed == 4 else 1)
