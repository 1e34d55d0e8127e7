"""A small LSP client: yaml-language-server as an editor would start it, over standard input and output."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from definitions.editing import Kind, schema_file
from definitions.saying import Language

HERE: Final = Path(__file__).parent
SERVER: Final = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
PATIENCE: Final = 300.0
"""Seconds after which a server that says nothing is ended, and the test with it."""


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One diagnostic: its line and column, counted from 1, and what it says."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text, as if it were the file of that name in that folder."""

    text: str
    name: str
    folder: Path = HERE


@dataclass(slots=True)
class LanguageServer:
    """A running server; it speaks while it is asked, one thing after another."""

    process: subprocess.Popen[bytes]
    settings: dict[str, Any]
    asked: int = 0
    configured: bool = False
    opened: int = 0
    said: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """The diagnostics published last, by document."""

    @classmethod
    @contextmanager
    def started(cls, language: Language = Language.VIETNAMESE) -> Iterator[Self]:
        """A server that knows our schemas by the names of files, as the README tells designers to set it up."""
        node = shutil.which("node")
        assert node is not None, "Node.js is needed by these tests; make test installs it"
        assert SERVER.is_file(), "the language server is not installed; make test installs it"
        command = [node, str(SERVER), "--stdio"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HERE) as process:  # noqa: S603 - our own tool
            watchdog = threading.Timer(PATIENCE, process.kill)
            watchdog.start()
            try:
                server = cls(process, {"yaml": _settings(language)})
                server._greet()
                yield server
            finally:
                watchdog.cancel()
                process.kill()

    def complaints(self, *documents: Document) -> list[tuple[Complaint, ...]]:
        """What the server finds in each document, in the order of its lines."""
        opened = [self._open(document) for document in documents]
        return [self._complaints(uri) for uri in opened]

    def offers(self, document: Document, *, after: str) -> dict[str, str]:
        """What it would complete behind the last place where `after` stands: the labels, and what is said of each."""
        uri = self._open(document)
        before = document.text[: document.text.rindex(after) + len(after)]
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        found = self._ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": place})
        return {item["label"]: _plain(item.get("documentation", "")) for item in found["items"]}

    def _open(self, document: Document) -> str:
        self.opened += 1
        uri = (document.folder / f"{self.opened}-{document.name}").as_uri()  # the server remembers those it had
        told = {"uri": uri, "languageId": "yaml", "version": 1, "text": document.text}
        self._tell("textDocument/didOpen", {"textDocument": told})
        return uri

    def _complaints(self, uri: str) -> tuple[Complaint, ...]:
        while uri not in self.said:
            self._hear()
        found = [(diagnostic["range"]["start"], diagnostic["message"]) for diagnostic in self.said[uri]]
        return tuple(sorted(Complaint(start["line"] + 1, start["character"] + 1, said) for start, said in found))

    def _greet(self) -> None:
        able = {"workspace": {"configuration": True}, "textDocument": {"completion": {"completionItem": {}}}}
        self._ask("initialize", {"processId": None, "rootUri": HERE.as_uri(), "capabilities": able})
        self._tell("initialized", {})
        while not self.configured:
            self._hear()

    def _ask(self, method: str, told: dict[str, Any]) -> Any:
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": told})
        while (message := self._hear()).get("id") != self.asked or "method" in message:
            continue
        return message["result"]

    def _tell(self, method: str, told: dict[str, Any]) -> None:
        self._send({"method": method, "params": told})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        message = self._read()
        if "method" in message and "id" in message:
            self._answer(message)
        if message.get("method") == "textDocument/publishDiagnostics":
            self.said[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def _answer(self, message: dict[str, Any]) -> None:
        result: Any = None
        if message["method"] == "workspace/configuration":
            result = [self.settings.get(item["section"]) for item in message["params"]["items"]]
            self.configured = True
        self._send({"id": message["id"], "result": result})

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            assert line, "the language server has ended"
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message


def _settings(language: Language) -> dict[str, Any]:
    return {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "schemas": {
            schema_file(Kind.PROCEDURE, language).as_uri(): ["*.v*.yaml", "!*.scenarios.yaml"],
            schema_file(Kind.SCENARIOS, language).as_uri(): ["*.scenarios.yaml"],
        },
    }


def _plain(documentation: str | dict[str, str]) -> str:
    return documentation if isinstance(documentation, str) else documentation["value"]
