"""Drives the kernel as Jupyter does and prints what came back: one JSON object a line, {"name": …, "value": …}.

Usage: kernel_client.py KERNEL_FOLDER WORK_FOLDER
"""

import base64
import json
import pathlib
import subprocess
import sys
import time

import nbconvert
import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

SECONDS_MAX = 120


def tell(name, value):
    print(json.dumps({"name": name, "value": value}), flush=True)


class Session:
    def __init__(self, folder):
        specs = KernelSpecManager(kernel_dirs=[folder])
        self.manager = KernelManager(kernel_name=".net-csharp", kernel_spec_manager=specs)
        self.manager.start_kernel()
        self.connect()

    def connect(self):
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=SECONDS_MAX)

    def run(self, code, **options):
        """The reply and all that was published, without the states."""
        outputs = []
        reply = self.client.execute_interactive(
            code,
            timeout=SECONDS_MAX,
            allow_stdin=False,
            output_hook=lambda message: outputs.append({"type": message["msg_type"], **message["content"]}),
            **options,
        )
        shown = [output for output in outputs if output["type"] not in ("status", "execute_input")]
        return {"reply": reply["content"], "outputs": shown}

    def ask(self, method, *arguments):
        return getattr(self.client, method)(*arguments, reply=True, timeout=SECONDS_MAX)["content"]

    def interrupt(self, code, marker):
        """Starts a cell, interrupts it once it printed the marker, and tells how it ended and what it said."""
        request = self.client.execute(code, allow_stdin=False)
        text = ""
        seconds = None
        while True:
            message = self.client.get_iopub_msg(timeout=SECONDS_MAX)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "stream":
                text += message["content"]["text"]
            if marker in text and seconds is None:
                seconds = time.monotonic()
                self.manager.interrupt_kernel()
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        reply = self.client.get_shell_msg(timeout=SECONDS_MAX)["content"]
        return {"reply": reply, "text": text, "seconds": time.monotonic() - seconds}

    def send(self, channel, kind, content):
        message = self.client.session.msg(kind, content)
        getattr(self.client, channel + "_channel").send(message)
        return message["header"]["msg_id"]

    def published(self, request, kind):
        """The content of the first message of a kind that answers a request; None if the kernel went idle first."""
        while True:
            message = self.client.get_iopub_msg(timeout=SECONDS_MAX)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == kind:
                return message["content"]
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return None


CELLS = {
    "value": "1 + 1",
    "declare": "int kept = 20;",
    "state": "kept + 1",
    "await": "await Task.Delay(1);\nawait Task.FromResult(kept * 2)",
    "streams": 'Console.Write("out"); Console.Error.Write("err"); Console.Write("again");',
    "html": 'HTML("<b>bold</b>")',
    "markdown": 'Markdown("**bold**")',
    "svg": 'Svg("<svg/>")',
    "png": "Png(new byte[] { 137, 80, 78, 71 })",
    "latex": 'Latex("$x^2$")',
    "json": "Json(new { a = 1 })",
    "plotly": """Plotly("{\\"data\\":[],\\"layout\\":{}}")""",
    "update": 'var shown = display("first"); shown.Update("second");',
    "progress": 'var bar = progress(4, "work"); for (int i = 0; i < 4; i++) bar.Step();',
    "magic_sql": "#!sql\nselect 42 as answer, null as nothing",
    "magic_mixed": '#!markdown\n# Title\n#!csharp\nkept',
    "magic_unknown": "#!nope",
    "sql_error": "#!sql\nselect wrong from nowhere",
    "compile_error": "int a = 1;\nint b = missing;",
    "syntax_error": "int a = ;",
    "loop_error": "while (true) undefinedName();",
    "runtime_error": "int Divide(int by)\n{\n    return 10 / by;\n}\nDivide(0)",
    "before_failure": 'int early = 7; throw new InvalidOperationException("stop");',
    "after_failure": "early",
    "formatter_error": "class Bad { public override string ToString() => throw new Exception(\"no\"); }\nnew Bad()",
    "stdin": "Console.ReadLine()",
    "library_missing": '#r "nowhere/none.dll"',
    "package_without_version": '#r "nuget: Shouldly"',
    "package_missing": '#r "nuget: Souk.There.Is.None, 1.0.0"',
    "alive": '"alive"',
    "flows": 'using Souk.Charts; using Souk.Charts.Series; using Souk.Charts.Themes;\n'
    'new Chart { Title = "Paid", X = new Axis("From"), Y = new Axis("To", "USDC"), Series = [new FlowSeries("paid", Tone.Blue, '
    '[new Flow("buyers", "providers", 90, Tone.Blue), new Flow("buyers", "fees", 10, Tone.Grey)])] }',
}


def run_cells(session):
    for name, code in CELLS.items():
        tell(name, session.run(code))
    tell("expressions", session.run("1", user_expressions={"good": "kept", "bad": "missing"}))
    tell("silent", session.run("12345", silent=True))


def ask_about_code(session):
    tell("info", session.client.kernel_info(reply=True, timeout=SECONDS_MAX)["content"])
    tell("complete_member", session.ask("complete", '"abc".Sub'))
    tell("complete_variable", session.ask("complete", "kep"))
    tell("complete_type", session.ask("complete", "Math.Sq"))
    tell("complete_unicode", session.ask("complete", '"😀".Leng'))
    tell("complete_magic", session.ask("complete", "#!s"))
    tell("inspect_variable", session.ask("inspect", "kept", 2))
    tell("inspect_method", session.ask("inspect", "Notebook.HTML", 11))
    tell("inspect_documented", session.ask("inspect", "Study.Pin", 8))
    tell("inspect_nothing", session.ask("inspect", "  ", 1))
    for name, code in {"complete": "1 + 1", "incomplete": "if (true) {", "invalid": "int a = ;"}.items():
        session.client.is_complete(code)
        tell("is_complete_" + name, session.client.get_shell_msg(timeout=SECONDS_MAX)["content"])
    tell("history", session.ask("history"))


def refuse_politely(session):
    opened = session.send("shell", "comm_open", {"comm_id": "c1", "target_name": "widget", "data": {}})
    tell("comm_open", session.published(opened, "comm_close"))
    tell("comm_info", session.ask("comm_info"))
    unknown = session.send("shell", "strange_request", {})
    tell("unknown_request", session.client.get_shell_msg(timeout=SECONDS_MAX)["content"])
    session.published(unknown, "none")
    session.client.session.key, key = b"wrong", session.client.session.key
    session.client.execute('Console.Write("forged");')
    session.client.session.key = key
    tell("after_forgery", session.run('"honest"'))


def abort_the_rest(session):
    # The first cell lasts until the others wait behind it: later ones would rightly run.
    first = 'Thread.Sleep(2000); throw new Exception("a");'
    requests = [session.client.execute(code) for code in (first, "1", "2")]
    replies = {}
    while len(replies) < len(requests):
        message = session.client.get_shell_msg(timeout=SECONDS_MAX)
        replies[message["parent_header"]["msg_id"]] = message["content"]["status"]
    tell("run_all", [replies[request] for request in requests])


LOOPS = {
    "loop": 'Console.WriteLine("go"); while (true) { }',
    "bare_loop": 'Console.WriteLine("go"); int n = 0; for (;;) n++;',
    "goto": 'Console.WriteLine("go"); again: goto again;',
    "catching_loop": 'Console.WriteLine("go"); while (true) { try { await Task.Delay(1); } catch { } }',
    "await": 'Console.WriteLine("go"); await Task.Delay(-1);',
    "sleep": 'Console.WriteLine("go"); Thread.Sleep(-1);',
    "wait": 'Console.WriteLine("go"); Task.Delay(-1).Wait();',
    "lambda": 'Console.WriteLine("go"); Enumerable.Repeat(1L, int.MaxValue).Select(x => x / 3).Sum()',
    "token": 'Console.WriteLine("go"); await Task.Delay(-1, Interrupted);',
    "frame": 'Console.WriteLine("go"); FrameStore.InMemory().Sql("select count(*) from range(10000000) a, range(10000000) b")',
    "ensemble": 'Console.WriteLine("go"); Scenario.Load("masa-like").For(3000).Ensemble(1000)',
    "sql": 'Console.WriteLine("go");\n#!sql\nselect count(*) from range(10000000000) a, range(1000) b where a.range * b.range % 7 = 3',
}


def interrupt_cells(session):
    session.run("int afterwards = 5;")
    for name, code in LOOPS.items():
        tell("interrupt_" + name, session.interrupt(code, "go"))
    tell("after_interrupts", session.run("afterwards"))


BAD = {
    "stale_snapshot": 'Warehouse.Open("stale")',
    "huge_frame": 'FrameStore.InMemory().Sql("select range as n, repeat(\'x\', 500) as w from range(2000000)")',
    "huge_output": 'new string(\'x\', 40_000_000)',
    "alive_after_bad": "6 * 7",
}

CHART = 'Plot.Lines(FrameStore.InMemory().Sql("select range as n, n * n as squared from range(4)"), "n", ["squared"], "Squares")'


def try_bad_input(session, work):
    stale = pathlib.Path(work, "stale")
    stale.mkdir()
    pinned = {"title": "Old", "schema": 1, "warehouse_digest": "00", "tables": []}
    (stale / "snapshot.json").write_text(json.dumps(pinned))
    for name, code in BAD.items():
        tell(name, session.run(code))
    tell("chart", session.run(CHART))


def restart_while_busy(session):
    """Library code that asks nobody: an interrupt cannot end it, and says so; a restart does."""
    hash_for_long = (
        'Console.WriteLine("go"); System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2('
        '"a", new byte[8], int.MaxValue, System.Security.Cryptography.HashAlgorithmName.SHA256, 32)'
    )
    request = session.client.execute(hash_for_long, allow_stdin=False)
    text = ""
    while "restart the kernel" not in text:
        message = session.client.get_iopub_msg(timeout=SECONDS_MAX)
        if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
            text += message["content"]["text"]
            if text.startswith("go") and "restart" not in text:
                session.manager.interrupt_kernel()
    start = time.monotonic()
    session.client.stop_channels()
    session.manager.restart_kernel(now=False)
    session.connect()
    tell("unstoppable", {"text": text, "seconds": time.monotonic() - start})
    tell("restart_state", session.run("kept"))
    tell("restart_works", session.run("3 * 3"))


# Cells of a kind, which take turns, how many of them run before memory is taken, and how many are measured unless somebody says
# otherwise. The runtime takes its memory in the first hundreds; the compiler keeps 64 new names in view.
SOAKS = {
    "again": (["Enumerable.Range(0, 100).Sum()", "int total = 0; for (int i = 0; i < 100; i++) total += i; total"], 300, 1000),
    "declares": (["int total# = 0; for (int i = 0; i < 100; i++) total# += i; total#"], 70, 1000),
}


def soak(session, asked=None):
    """Many cells of a kind: what one costs in time and in memory."""
    def memory():
        """Managed bytes, and all that is resident, once what is not used any more is gone."""
        collect = "for (int i = 0; i < 5; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); } GC.GetTotalMemory(true)"
        managed = int(session.run(collect)["outputs"][0]["data"]["text/plain"])
        resident = int(session.run("Environment.WorkingSet")["outputs"][0]["data"]["text/plain"])
        return managed, resident

    def seconds(codes, first, count):
        start = time.monotonic()
        for number in range(first, first + count):
            reply = session.run(codes[number % len(codes)].replace("#", str(number)))
            assert reply["outputs"][0]["data"]["text/plain"] == "4950", reply
        return (time.monotonic() - start) / count

    for name, (codes, before, count) in SOAKS.items():
        cells = asked or count
        seconds(codes, 0, before)
        managed, resident = memory()
        each = seconds(codes, before, cells)
        managed_after, resident_after = memory()
        tell(
            "soak_" + name,
            {
                "cells": cells,
                "bytes_per_cell": (managed_after - managed) / cells,
                "resident_per_cell": (resident_after - resident) / cells,
                "resident": resident_after,
                "seconds_per_cell": each,
            },
        )
    # The first new name of all was not mentioned for longest.
    tell("soak_remembers", session.run("total0"))


def notebook(folder, work):
    """Executes a notebook by nbconvert, as people do."""
    cells = [
        nbformat.v4.new_code_cell("int kept = 20;"),
        nbformat.v4.new_code_cell("kept + 1"),
        nbformat.v4.new_code_cell('Plotly("{\\"data\\":[],\\"layout\\":{}}")'),
        nbformat.v4.new_code_cell(CHART),
    ]
    metadata = {"kernelspec": {"name": ".net-csharp", "display_name": ".NET (C#)", "language": "C#"}}
    path = pathlib.Path(work, "book.ipynb")
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", str(path)]
    result = subprocess.run(command, capture_output=True, text=True)
    book = nbformat.read(path, 4)
    nbformat.validate(book)
    page, _ = nbconvert.HTMLExporter().from_notebook_node(book)
    article, files = nbconvert.LatexExporter().from_notebook_node(book)
    tell(
        "opened_again",
        {
            "page_pictures": page.count('<img alt="Squares"'),
            "article_pictures": article.count(".png}"),
            "article_files": [base64.b64encode(content[:8]).decode() for content in files["outputs"].values()],
        },
    )
    tell(
        "notebook",
        {
            "exit": result.returncode,
            "errors": result.stderr[-2000:] if result.returncode else "",
            "outputs": [cell.outputs for cell in book.cells],
            "language": book.metadata.get("language_info"),
        },
    )


def main(folder, work, soak_cells):
    start = time.monotonic()
    session = Session(folder)
    tell("start", time.monotonic() - start)
    if soak_cells:
        soak(session, soak_cells)
        session.manager.shutdown_kernel()
        return
    run_cells(session)
    ask_about_code(session)
    refuse_politely(session)
    abort_the_rest(session)
    interrupt_cells(session)
    try_bad_input(session, work)
    restart_while_busy(session)
    soak(session)
    session.client.stop_channels()
    session.manager.shutdown_kernel()
    tell("shutdown", session.manager.is_alive())
    notebook(folder, work)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
