# Everything below works on a fresh machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Dozens of processes start in a test run: none compiles again what another did.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test test-long lint types docs screenshots wheel up

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: $(READY) ## Start everything in a temporary home and play twenty cases (KEEP=1 leaves it running)
	@$(BIN)/rukun demo $(if $(KEEP),--keep)

PYTEST = $(BIN)/pytest -n logical --maxprocesses 4 --dist loadgroup

test: $(READY) ## Run the tests of every room, on servers that they start themselves
	@$(PYTEST) -m "not long" $(ARGS)

test-long: $(READY) ## Run the long ones: crashes, scenarios, the demonstration, every page
	@$(PYTEST) -m long $(ARGS)

lint: $(READY) ## Check style and the import direction
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

types: $(READY) ## Check types, strictly
	@$(BIN)/mypy .

docs: $(READY) ## Write the generated pages of docs/ anew
	@$(BIN)/python docs/generate.py

screenshots: $(READY) ## Take the pictures of the guides anew, in a Chromium
	@$(BIN)/python docs/screenshots.py

wheel: $(READY) ## Build the wheel into dist/
	@$(BIN)/uv build --quiet --wheel

up: $(READY) ## Start Rukun here
	@$(BIN)/rukun up

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit("Rukun needs Python 3.11 or newer: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --default-pip >/dev/null
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv sync --quiet --locked --active --inexact --compile-bytecode
	@touch $@
