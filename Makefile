# The commands of a newcomer: `make run` and `make test`; of a developer: `make dev`, `make check`.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)

.PHONY: run dev test test-postgres check lint format lock python

run: .venv/.run ## Serve the filled portal on 127.0.0.1:8000, as a visitor sees it
	@$(BIN)/python manage.py serve --port $(PORT)

dev: .venv/.dev ## Serve with DEBUG and reloading, for developers
	@$(BIN)/python manage.py migrate -v0
	@$(BIN)/python manage.py seed --if-empty
	@DEBUG=1 $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: .venv/.dev ## All tests on SQLite; those in Chromium are skipped where it is not installed
	@$(BIN)/python -m pytest

test-postgres: .venv/.dev ## The same suite on a PostgreSQL server of its own, less browser and crawl: they look at pages, not at the database
	@$(BIN)/python -m tests.on_postgres --ignore=tests/browser --ignore=tests/test_crawl.py

check: lint test ## Linters, types, missing migrations, tests

lint: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/python manage.py makemigrations --check --dry-run

format: .venv/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: .venv/.dev ## Compile the locked requirements from pyproject.toml; needs uv
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --group dev -o requirements-dev.txt

python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "The portal needs Python 3.11 or newer, and $(PYTHON) was not found; install it or give PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "The portal needs Python 3.11 or newer, and $(PYTHON) is older; give a newer one with PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "The portal needs Python's venv with pip; on Debian or Ubuntu: apt install python3-venv"; exit 1; }

.venv/bin/python: | python
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/python
	@echo "Installing what the portal needs …"
	@$(if $(UV),VIRTUAL_ENV=.venv $(UV) pip install -q --require-hashes -r $<,$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<)
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need …"
	@$(if $(UV),VIRTUAL_ENV=.venv $(UV) pip install -q --require-hashes -r $<,$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<)
	@touch $@
