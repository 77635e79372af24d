"""A raw client that keeps its connection: what it costs itself is small and the same for everyone."""

import socket
from typing import Final

from benchmarks.question import Question

_END: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length:"
_PIECE: Final = 1 << 16
_PATIENCE_S: Final = 30


class NotAnswered(Exception):
    """A contender answered with another status than 200, or not at all."""


class Client:
    """One connection to one contender."""

    def __init__(self, port: int) -> None:
        """Connect to a port on loopback."""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        """Let the connection go."""
        self._socket.close()

    def ask(self, request: bytes) -> bytes:
        """Send a request and return the body of its answer; raise NotAnswered unless it is a 200."""
        self._socket.sendall(request)
        head, body = self._head()
        if not head.startswith(b"HTTP/1.1 200 "):
            raise NotAnswered(head.split(b"\r\n", 1)[0].decode("latin-1"))
        length = _length_of(head)
        while len(body) < length:
            body += self._received()
        return bytes(body)

    def _head(self) -> tuple[bytes, bytearray]:
        received = bytearray()
        while _END not in received:
            received += self._received()
        head, _, body = received.partition(_END)
        return bytes(head), body

    def _received(self) -> bytes:
        piece = self._socket.recv(_PIECE)
        if not piece:
            raise NotAnswered("the connection was closed")
        return piece


def _length_of(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(_LENGTH):
            return int(line[len(_LENGTH) :])
    raise NotAnswered("an answer without a length")


def post(question: Question, *more: tuple[str, str]) -> bytes:
    """Return the bytes of the request that asks a question over HTTP/1.1."""
    body = question.body()
    headers = [*question.headers().items(), *more, ("content-length", str(len(body)))]
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"POST /graphql HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body


def get(path: str) -> bytes:
    """Return the bytes of a request for a path."""
    return f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".encode("latin-1")
