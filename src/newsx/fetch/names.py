"""The name of a host -> its addresses, within the time that is left.

The system's resolver knows no time limit that a program could set, and cannot be interrupted. So it
is asked in a thread of its own, which is left behind when the time is up: as a daemon it holds up
neither the next page nor the end of the program.
"""

import ipaddress
import socket
import threading
from queue import Empty, SimpleQueue

import httpcore


def addresses_of(host: str, port: int, timeout: float | None) -> list[str]:
    """Return the addresses of a host, each once, in the order of the resolver.

    Args:
        host: A name, or an address as it is written.
        port: Goes to the resolver with it.
        timeout: Seconds the resolver may take; None for as long as it likes.

    Raises:
        httpcore.ConnectTimeout: The resolver has not answered in time.
        httpcore.ConnectError: The name has no address.
    """
    if _is_number(host):
        return [host]
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:  # ValueError: a name that no name can be
            answers.put(error)
        else:
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))

    try:
        threading.Thread(target=ask, daemon=True, name="newsx-resolve").start()
        answer = answers.get(timeout=timeout)
    except Empty as error:
        msg = f"the name {host!r} was not resolved within {timeout:.1f} s"
        raise httpcore.ConnectTimeout(msg) from error
    except RuntimeError as error:  # the system gives no more threads
        raise httpcore.ConnectError(f"{host!r} was not looked up: {error}") from error
    if isinstance(answer, Exception):
        raise httpcore.ConnectError(f"no address found for {host!r}: {answer}") from answer
    return answer


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
