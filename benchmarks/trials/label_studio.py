"""In Label Studio's environment: its SDK judges and converts our JSON, and its server takes it in and exports it."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests
from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

folder = Path(sys.argv[1])
given = folder / "ours.json"
CONFIG = """
<View>
  <Labels name="label" toName="text">
    <Label value="opinion"/> <Label value="reported_fact"/>
    <Label value="attributed_claim"/> <Label value="excluded"/>
  </Labels>
  <Text name="text" value="$text"/>
</View>
"""
ENDINGS = {"JSON": "json", "JSON_MIN": "json", "CONLL2003": "conll"}


def judged():
    """Let the SDK validate each task and annotation."""
    interface = LabelInterface(CONFIG)
    tasks = json.loads(given.read_text())
    annotations = [annotation for task in tasks for annotation in task["annotations"]]
    valid = [interface.validate_task({"data": task["data"]}) for task in tasks]
    sound = [interface.validate_annotation(annotation) for annotation in annotations]
    found = f"{sum(valid)} of {len(tasks)} tasks, {sum(sound)} of {len(annotations)} annotations"
    print(f"trial: LabelInterface finds valid {found}")
    if not all(valid + sound):
        sys.exit("LabelInterface refused some")


def converted():
    """Let the converter make each of its formats, of our file alone and of folders."""
    (folder / "as_it_is").mkdir()
    (folder / "as_it_is" / "ours.json").write_bytes(given.read_bytes())
    (folder / "a_file_a_task").mkdir()
    for task in json.loads(given.read_text()):
        (folder / "a_file_a_task" / f"{task['id']}.json").write_text(json.dumps(task))
    converter = Converter(CONFIG, str(folder), download_resources=False)
    for kind, ending in ENDINGS.items():
        for what in (given, folder / "as_it_is", folder / "a_file_a_task"):
            made = folder / f"made-{kind}-{what.stem}"
            converter.convert(str(what), str(made), kind, is_dir=what.is_dir())
            (made / f"result.{ending}").rename(folder / "back" / f"converter-{kind}-{what.stem}.{ending}")


def served():
    """Let a server, with an SQLite file of its own, import our file and export the project."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    own = {"LABEL_STUDIO_BASE_DATA_DIR": str(folder / "data"), "DJANGO_DB": "sqlite", "COLLECT_ANALYTICS": "False"}
    own |= {"LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true", "LATEST_VERSION_CHECK": "0", "FRONTEND_SENTRY_DSN": ""}
    user = ["--username", "trial@example.org", "--password", "trial-1234", "--user-token", "trial" * 8]
    where = ["--no-browser", "--internal-host", "127.0.0.1", "--port", port, "--data-dir", str(folder / "data")]
    command = [str(Path(sys.executable).with_name("label-studio")), "start", *where, *user]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env={**os.environ, **own, "SENTRY_DSN": ""}, stdout=log, stderr=log)
    try:
        _import_and_export(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(60)


def _import_and_export(base, server):
    session = requests.Session()
    session.headers["Authorization"] = "Token " + "trial" * 8
    until = time.monotonic() + 600
    while not _is_up(base):
        if server.poll() is not None or time.monotonic() > until:
            sys.exit("the server did not start: see server.log")
        time.sleep(2)
    project = _answer(session.post(f"{base}/api/projects/", json={"title": "trial", "label_config": CONFIG}))
    where = f"{base}/api/projects/{project.json()['id']}"
    with given.open("rb") as file:
        told = _answer(session.post(f"{where}/import", files={"file": (given.name, file, "application/json")})).json()
    print(f"trial: server: {told['task_count']} tasks and {told['annotation_count']} annotations imported")
    for kind, ending in ENDINGS.items():
        answer = _answer(session.get(f"{where}/export", params={"exportType": kind, "download_all_tasks": "true"}))
        (folder / "back" / f"server-{kind}.{ending}").write_bytes(answer.content)


def _is_up(base):
    try:
        return requests.get(f"{base}/health", timeout=5).ok
    except requests.ConnectionError:
        return False


def _answer(response):
    if not response.ok:
        sys.exit(f"the server refused {response.url}: {response.status_code} {response.text[:300]}")
    return response


judged()
converted()
served()
