"""In doccano's environment: upload our JSONL through its API, and download the project as JSONL.

The requests go to doccano's own application in this process, its database is an SQLite file, its tasks run at once.
"""

import io
import json
import os
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

folder = Path(sys.argv[1])
backend = find_spec("backend").submodule_search_locations[0]
sys.path.insert(0, backend)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings.development",
    "DATABASE_URL": f"sqlite:///{folder / 'doccano.db'}",
    "MEDIA_ROOT": str(folder / "media"),
}

import django
from django.conf import settings

settings.CELERY_TASK_ALWAYS_EAGER = settings.CELERY_TASK_STORE_EAGER_RESULT = True
settings.DJANGO_DRF_FILEPOND_UPLOAD_TMP = str(folder / "uploads")
settings.DJANGO_DRF_FILEPOND_ALLOW_EXTERNAL_UPLOAD_DIR = True
settings.ALLOWED_HOSTS = ["testserver"]
django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command
from rest_framework.test import APIClient

call_command("migrate", verbosity=0)
call_command("create_roles")
admin = get_user_model().objects.create_superuser("trial", "trial@example.org", "trial")
client = APIClient()
client.force_login(admin)


def asked(method, path, data, form="json"):
    answer = getattr(client, method)(path, data, format=form)
    if answer.status_code >= 300:
        sys.exit(f"doccano refused {path}: {answer.status_code} {answer.content[:300]!r}")
    return answer


def taken(name, overlapping):
    """Return a project the file, and take the project's own export."""
    about = {
        "name": name,
        "description": name,
        "project_type": "SequenceLabeling",
        "resourcetype": "SequenceLabelingProject",
    }
    project = asked(
        "post", "/v1/projects", {**about, "allow_overlapping": overlapping, "collaborative_annotation": True}
    ).json()
    with (folder / name).open("rb") as file:
        upload = asked("post", "/v1/fp/process/", {"filepond": file}, "multipart").content.decode()
    upload_id = upload.strip('"')
    how = {"format": "JSONL", "task": "SequenceLabeling", "uploadIds": [upload_id], "encoding": "utf_8"}
    where = f"/v1/projects/{project['id']}"
    asked("post", f"{where}/upload", how)
    task = asked("post", f"{where}/download", {"format": "JSONL", "exportApproved": False}).json()["task_id"]
    answer = asked("get", f"{where}/download", {"taskId": task}, None)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        data = archive.read("all.jsonl")
    (folder / "back" / name).write_bytes(data)
    rows = [json.loads(line) for line in data.decode().splitlines()]
    print(f"trial: {name}: {len(rows)} texts, {sum(len(row['label']) for row in rows)} labels in its export")


taken("ours.jsonl", overlapping=True)
taken("ana.jsonl", overlapping=False)
