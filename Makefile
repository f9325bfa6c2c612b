# Set-up and daily work. Needs Python 3.11 or newer and make; the network only for the first installation.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2

# The first interpreter that is new enough and can make environments; PYTHON=... chooses another.
FITS := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
find_python = $(firstword $(foreach name,python3.13 python3.12 python3.11 python3,\
	$(shell $(name) -c '$(FITS)' >/dev/null 2>&1 && echo $(name))))
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/ready ## load the example regions and serve them (PORT=8123 make demo)
	@$(BIN)/querbezug demo --port $(PORT)

test: $(VENV)/ready-dev ## run all tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

lint: $(VENV)/ready-dev ## check style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/ready-dev ## bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready-dev ## measure time and memory
	$(BIN)/python -m bench

clean: ## remove the environment and what tools left behind; the store stays
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage

# The two stamps make a second run quick, and possible without a network.
$(VENV)/python-found:
	@python='$(or $(PYTHON),$(find_python))'; \
	if [ -z "$$python" ]; then \
		echo 'Querbezug needs Python 3.11 or newer with venv (on Debian: apt install python3-venv).' >&2; \
		echo 'If it has another name here: make PYTHON=/path/to/python3' >&2; \
		exit 1; \
	fi; \
	rm -rf $(VENV) && "$$python" -m venv $(VENV) && touch $@

$(VENV)/ready: $(VENV)/python-found pyproject.toml constraints.txt
	@echo 'Installing Querbezug into $(VENV) …'
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	@echo 'Installing the tools for tests and checks into $(VENV) …'
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@
