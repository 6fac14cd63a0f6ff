# Two commands matter: `make run` and `make test`. Both set everything up on a machine that has Python 3.11, venv and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8765
VENV := .venv
PY := $(VENV)/bin/python
# More workers than two cores: many tests wait for real seconds.
WORKERS ?= 4

.PHONY: run test lint check bench soak messages lock screenshots clean

run: $(VENV)/.runtime
	@if grep -qsE '^SLACK_BOT_TOKEN=.?xoxb-' .env; then exec $(PY) -m bot run; \
	else exec $(PY) -m bot playground --port $(PORT); fi

test: lint check

lint: $(VENV)/.development
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

# Coverage is taken where decisions are made and kept. Tracing every process of the journeys costs half as much again
# and proves nothing: a journey passes through most lines and judges few of them.
MEASURED := tests/flows tests/storage

check: $(VENV)/.development
	rm -f .coverage .coverage.*
	$(PY) -m pytest -n $(WORKERS) --dist worksteal $(MEASURED) \
	  --cov=flows --cov=storage --cov-report=term:skip-covered --cov-fail-under=95
	$(PY) -m pytest -n $(WORKERS) --dist worksteal $(MEASURED:%=--ignore=%)

bench: $(VENV)/.development
	@for script in tests/benchmarks/bench_*.py; do echo "== $$script"; \
	  $(PY) -m $$(echo $${script%.py} | tr / .) || exit 1; done

soak: $(VENV)/.development
	$(PY) -m pytest -m soak --timeout 3600
	HYPOTHESIS_PROFILE=searching $(PY) -m pytest tests/properties --timeout 3600

messages: $(VENV)/.development
	$(PY) -m bot.locales

screenshots: $(VENV)/.development
	$(PY) -m pytest tests/browser/test_six_stages.py tests/browser/test_linkage.py -m browser

# Development only: renews both lock files from pyproject.toml. Needs `uv` on the PATH.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --no-annotate -c requirements.lock pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache artefacts

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Liandong needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.development: requirements-dev.lock $(VENV)/.runtime
	$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
