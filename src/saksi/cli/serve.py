"""``saksi serve``: the workspace over a ledger, on this machine unless told otherwise."""

from __future__ import annotations

import socket
from contextlib import closing
from typing import TYPE_CHECKING

import click

from saksi.cli.common import open_ledger, settings

if TYPE_CHECKING:
    from saksi.ledger import Ledger
    from saksi.web import Settings

PORT = 8470
_TRIED = 20  # ports looked at after the first, where none was asked for


@click.command()
@click.argument("ledger")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on. Any but this machine's own needs --tokens."
)
@click.option("--port", type=click.IntRange(0, 65535), help=f"Port to listen on; without it {PORT}, or the next that is free.")
@click.option(
    "--tokens", metavar="FILE", help="Who may come in: [[token]] tables with name, role (read, review, admin) and token."
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name the workspace is addressed by. May be repeated.")
@click.option("--https", is_flag=True, help="It is reached over https, through a proxy: cookies travel by nothing else.")
@click.option("--no-intake", is_flag=True, help="Never fetch an address that somebody pastes.")
@click.option("--redact", metavar="PROFILE", help="Redaction profile for everyone below admin, such as public.")
@click.option("--open", "browser", is_flag=True, help="Open it in the browser.")
@click.option("--create", is_flag=True, help="Make the ledger where there is none.")
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    ledger: str,
    host: str,
    port: int | None,
    tokens: str | None,
    names: tuple[str, ...],
    https: bool,
    no_intake: bool,
    redact: str | None,
    browser: bool,
    create: bool,
) -> None:
    """Look, compare, trace, decide: the workspace over LEDGER, in a browser."""
    from saksi.errors import ConfigError
    from saksi.redaction import load
    from saksi.web import Settings
    from saksi.web.settings import is_loopback, read_tokens

    if tokens is None and not is_loopback(host):
        raise ConfigError(f"{host} can be reached from other machines: say who may come in with --tokens FILE.")
    if redact is not None:
        load(redact)  # a name that is none is said to be none before anybody comes
    held = settings(ctx)
    chosen = Settings(
        policy=held.policy,
        coder=held.coder,
        tokens=read_tokens(tokens) if tokens else {},
        hosts=(*Settings().hosts, host, *names),
        secure=https,
        intake=not no_intake,
        redact=redact,
    )
    with open_ledger(ledger, create=create) as opened:
        run(opened, chosen, host, port, browser)


def run(ledger: Ledger, chosen: Settings, host: str, port: int | None, browser: bool = False) -> None:
    """Serve until interrupted. Raises ConfigError when the port is taken."""
    import uvicorn

    from saksi.web import create_app

    app = create_app(ledger, chosen)
    if many := app.state.views.awaited():
        click.echo(f"Making the tables that the pages read, of {many:,} articles; this is needed once.", err=True)
    if not app.state.views.current() and not app.state.views.sync():
        click.echo("Newer readings are not joined into events yet: saksi reconcile does that.", err=True)
    listening = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{listening.getsockname()[1]}/"
    click.echo(f"The workspace is at {url} (stop it with Ctrl-C)")
    if browser:
        click.launch(url)
    with closing(listening):
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3))
        server.run([listening])


def listen(host: str, port: int | None) -> socket.socket:
    """A socket bound to the port, or where none was named to the first free one. Raises ConfigError when there is none."""
    from saksi.errors import ConfigError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wanted = [port] if port is not None else [*range(PORT, PORT + _TRIED), 0]
    for one in wanted:
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # said in full, asyncio sends without delay
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host.strip("[]"), one))
            found.listen(128)  # whoever is told the address can call it
        except OSError as error:
            found.close()
            last = error
        else:
            return found
    raise ConfigError(f"{host}:{wanted[0]} cannot be listened on: {last.strerror}. Name another --port.")


def serve_demo(ledger: Ledger, policy: str) -> None:
    """What ``saksi demo`` ends with on a terminal."""
    from saksi.web import Settings

    run(ledger, Settings(policy=policy), "127.0.0.1", None)
