"""The web server, whose workers take connections from one queue.

    python -m parvis.delivery.listening …     # what `granian` takes

On Linux granian gives each worker a queue of its own, and a worker that ends closes what is left in
it, with the connections over which nothing has come yet: readers who ask some milliseconds after
they have connected would lose theirs while other workers take over (decision 0019).
"""

import socket
from typing import Any

from granian import cli
from granian.net import SocketSpec
from granian.server.mp import MPServer

UNASKED = 3  # seconds after which the kernel hands over a connection that asks nothing


class OneQueue(MPServer):
    """Listens once for all workers: what one has not taken another takes.

    None takes a connection before something is asked over it.
    """

    def _init_shared_socket(self) -> None:
        if self.bind_uds or not hasattr(socket, "TCP_DEFER_ACCEPT"):
            super()._init_shared_socket()
            return
        shared: Any = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._shd, self._sfd = shared, shared.get_fd()
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)
        self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, UNASKED)


def main() -> None:
    """Serve as `granian` does."""
    cli.Server = OneQueue
    cli.entrypoint()


if __name__ == "__main__":
    main()
