"""Look up the locked list among known vulnerabilities, and say so where the advisories cannot be reached.

Run as ``make audit``. The exit code is 0 where none is known, 1 where one is, 2 where not everything was looked up.
"""

import json
import subprocess
import sys
from pathlib import Path

LOCKED = Path(__file__).parents[1] / "requirements.txt"


def verdict(out: str, err: str) -> tuple[int, str]:
    """Return the exit code and the sentences for what pip-audit answered.

    A mirror may know a package and none of its advisories: pip-audit then calls it skipped, and itself successful.
    """
    try:
        packages = json.loads(out)["dependencies"]
    except ValueError:
        why = err.strip().splitlines() or ["pip-audit said nothing"]
        return 2, f"NOTHING WAS CHECKED: the advisories cannot be reached ({why[-1][:300]})."
    holes = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in packages
        for hole in one.get("vulns", [])
    ]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    said = [*holes, f"{len(packages) - len(skipped)} of {len(packages)} packages were looked up."]
    if skipped:
        said.append(f"NOT CHECKED, as no advisories could be had: {', '.join(skipped[:5])} …")
    if holes:
        said.append("Raise the ranges in pyproject.toml, and run `make lock`.")
    return (1 if holes else 2 if skipped else 0), "\n".join(said)


def main() -> int:
    """Return the exit code, having printed what was found."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", LOCKED, "--no-deps", "--disable-pip"]
    ran = subprocess.run([*command, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True)
    code, sentences = verdict(ran.stdout, ran.stderr)
    print(sentences)
    return code


if __name__ == "__main__":
    sys.exit(main())
