# make run    start the dashboard          make test   lint, types and every test
# make bench  the ratios we hold           make look   a screenshot of every page under var/look
# make cluster  two replicas behind nginx over PostgreSQL, on this machine
# make soak   tests at their full sizes    make lock   pin requirements*.txt from pyproject.toml
# make audit  known weaknesses of what is pinned; needs the network

PYTHON ?= python3
DTI_HOST ?= 127.0.0.1
DTI_PORT ?= 8501
DTI_DATA ?= var

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
.DEFAULT_GOAL := run
.PHONY: run test bench look soak cluster lock audit clean

# The stamps make later starts instant: a file of pins that changed installs again.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | $(BIN)/python
	@echo "Installing what the dashboard needs into .venv ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Installing what the tests need into .venv ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

run: .venv/run.stamp
	@mkdir -p "$(DTI_DATA)"
	@echo "The dashboard is served at http://127.0.0.1:$(DTI_PORT)"
	@DTI_DATA="$(DTI_DATA)" exec $(BIN)/streamlit run app.py \
		--server.address "$(DTI_HOST)" --server.port "$(DTI_PORT)"

cluster: .venv/run.stamp
	@DTI_DATA="$(DTI_DATA)/cluster" DTI_PORT="$(DTI_PORT)" exec $(BIN)/python -m deploy

test: .venv/dev.stamp
	@bash tests/system-packages.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

soak: .venv/dev.stamp
	@bash tests/system-packages.sh
	DTI_SOAK=1 $(BIN)/python -m pytest

bench: .venv/dev.stamp
	@bash tests/system-packages.sh
	$(BIN)/python -m bench

look: .venv/dev.stamp
	@bash tests/system-packages.sh
	$(BIN)/python -m tests.look

# Annotations are left out and addresses of registries never written, so that the pins read the same everywhere.
LOCK := $(BIN)/pip-compile --quiet --strip-extras --no-header --no-annotate --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links --no-emit-options --resolver=backtracking --upgrade
lock: .venv/dev.stamp
	$(LOCK) --output-file=requirements.txt pyproject.toml
	$(LOCK) --extra=dev --constraint=requirements.txt --output-file=requirements-dev.txt pyproject.toml

# In a place of its own: it is asked for by nothing else. Strict, or what its data do not know would pass for sound.
audit:
	@test -x .venv/audit/bin/pip-audit || { $(PYTHON) -m venv .venv/audit \
		&& .venv/audit/bin/python -m pip --disable-pip-version-check install --quiet pip-audit; }
	.venv/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement requirements.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
