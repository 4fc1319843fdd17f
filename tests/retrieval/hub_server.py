"""A model hub on this computer, which serves folders of models as the Hugging Face hub does."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

COMMIT = "0123456789abcdef" * 2 + "01234567"
NAME = "somebody/tiny-model"


@contextmanager
def serve_hub(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve the folder under NAME; give the address, and the list of the files that were fetched."""
    fetched: list[str] = []
    serving = type("Serving", (Hub,), {"folder": folder, "fetched": fetched})
    with ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", fetched
        finally:
            server.shutdown()


class Hub(BaseHTTPRequestHandler):
    """What is asked of a hub: the list of a model's files, and each file."""

    folder: ClassVar[Path]
    fetched: ClassVar[list[str]]

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        file = self.folder / path.partition(f"/{NAME}/resolve/")[2].partition("/")[2]
        if path.startswith(f"/api/models/{NAME}/tree/"):
            self._send(json.dumps([entry(self.folder, path) for path in files_of(self.folder)]).encode())
        elif path.startswith(f"/api/models/{NAME}"):
            self._send(json.dumps(described(self.folder)).encode())
        elif path.startswith(f"/{NAME}/resolve/") and file.is_file():
            if self.command == "GET":
                self.fetched.append(file.relative_to(self.folder).as_posix())
            self._send(file.read_bytes())
        else:
            self._send(b"{}", status=404)

    def _send(self, data: bytes, *, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
        if status == 404:
            self.send_header("X-Error-Code", "RepoNotFound" if NAME not in self.path else "EntryNotFound")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def described(folder: Path) -> dict[str, object]:
    files = [{"rfilename": path.relative_to(folder).as_posix()} for path in files_of(folder)]
    return {"_id": "1", "id": NAME, "modelId": NAME, "sha": COMMIT, "siblings": files, "tags": []}


def entry(folder: Path, path: Path) -> dict[str, object]:
    digest = hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
    name = path.relative_to(folder).as_posix()
    return {"type": "file", "oid": digest, "size": path.stat().st_size, "path": name}
