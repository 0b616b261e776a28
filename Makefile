# The two commands: `make lab` opens JupyterLab on the sample articles, `make test` checks everything.
PYTHON ?= python3
BIN := .venv/bin
# Three workers for two cores, since browser tests wait nearly half of their time: each has a JupyterLab and a Chromium
# of its own, and whoever is free takes the next test. `make test WORKERS=2` where memory is short.
WORKERS ?= 3
SIDE_BY_SIDE := --numprocesses $(WORKERS) --maxschedchunk 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Each worker and each process of a test would else compile all that it loads.
unexport PYTHONDONTWRITEBYTECODE
# uv installs the same locked list in less than half of pip's time. Where it is not to be had, or does not know an index
# that only pip's settings name, pip does it.
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode

.PHONY: help lab test quick long installed audit docs checks python-checks python-tests quick-tests javascript-tests lock clean

help:
	@echo "make lab    open JupyterLab on notebooks/01_tag_articles.ipynb"
	@echo "make test   install what the tests need, and run them all"
	@echo "make quick  a minute and a half: types, lint, and the fast tests"
	@echo "make long   more cases of what make test tries on few, and what takes long"
	@echo "make installed   install the built package alone, with an old and a new pip, read a file of each kind, run the samples"
	@echo "make docs   build the site of docs into site/, offline; python -m http.server -d site shows it"
	@echo "make audit  look up the locked packages among known vulnerabilities"
	@echo "make lock   write requirements.txt and requirements-test.txt again from pyproject.toml"
	@echo "make clean  remove what make made"

lab: .venv/lab
	cd notebooks && PATH="$(CURDIR)/$(BIN):$$PATH" jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) 01_tag_articles.ipynb

test: .venv/test checks python-tests

installed: .venv/test
	$(BIN)/python tests/installed.py

docs: .venv/made pyproject.toml
	@$(BIN)/pip install --quiet --editable ".[docs]"
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@echo "The site is in site/: $(BIN)/python -m http.server -d site shows it at http://localhost:8000"

audit: .venv/test
	$(BIN)/python tests/audit.py

# The types are checked while the tests run.
quick: .venv/test
	$(MAKE) --jobs=2 --output-sync=target python-checks quick-tests

quick-tests:
	ANNOTATE_CASES=6 $(BIN)/pytest tests --ignore=tests/browser --numprocesses 2 -q -m "not slow and not browser and not long"

long: .venv/test
	ANNOTATE_COLD_KERNELS=1 ANNOTATE_CASES=1000 ANNOTATE_KILLS=20 ANNOTATE_OPERATIONS=2000 ANNOTATE_FUZZED_FILES=200 \
	  $(BIN)/pytest $(SIDE_BY_SIDE) --timeout 3600 -m "long or not long"

# Neither looks at what the other does, and one mostly waits for the network.
checks: .venv/test
	$(MAKE) --jobs=2 --output-sync=target javascript-tests python-checks

python-checks: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

python-tests: .venv/test
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "not long"

javascript-tests: .venv/test
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run check-format
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run types
	PATH="$(CURDIR)/$(BIN):$$PATH" npm test

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "annotate needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) --version 2>&1`. Try: make lab PYTHON=python3.12"; exit 1; }
	@echo "Making an environment in .venv …"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/lab: .venv/made requirements.txt pyproject.toml
	@echo "Installing JupyterLab and annotate (about $$(grep -c '==' requirements.txt) packages; a few minutes the first time) …"
	@$(BIN)/pip install --quiet --requirement requirements.txt
	@$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@
	@echo "Installed. JupyterLab opens in your browser; Ctrl+C here ends it."

.venv/test: .venv/made requirements-test.txt pyproject.toml
	@echo "Installing what the tests need (about $$(grep -c '==' requirements-test.txt) packages) …"
	@$(BIN)/pip install --quiet "$$(grep '^uv==' requirements-test.txt)" && $(UV) --requirement requirements-test.txt || \
	  { echo "uv could not install them; pip does."; $(BIN)/pip install --quiet --requirement requirements-test.txt; }
	@$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --extra test --constraint requirements.txt pyproject.toml -o requirements-test.txt

clean:
	rm -rf .venv node_modules
