# One command per need, the same on a laptop and in CI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := .make/run
DEV_READY := .make/dev
PAGE := graphiql/dist/index.html
NODE := .make/node
NODE_SERVES := node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'

.DEFAULT_GOAL := help
.PHONY: help run test check format graphiql bench sdl policy prove lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@mkdir -p .make && touch $@

$(DEV_READY): requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@mkdir -p .make && touch $@ $(RUN_READY)

run: $(RUN_READY) ## set up, create the databases, load the demo world, serve on 127.0.0.1:8000
	-@$(MAKE) --no-print-directory $(PAGE)
	$(BIN)/python app.py demo

graphiql: $(PAGE) ## build the GraphiQL page, with this machine's Node.js or with the one on PyPI

$(PAGE): $(wildcard graphiql/*.json graphiql/*.ts graphiql/*.html graphiql/requirements.txt graphiql/src/* graphiql/src/style/*)
	@{ command -v npm && $(NODE_SERVES); } >/dev/null 2>&1 || { $(PYTHON) -m venv $(NODE) && $(NODE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r graphiql/requirements.txt; }
	cd graphiql && export PATH="$(CURDIR)/$(NODE)/bin:$$PATH" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build -- --logLevel=warn

test: $(DEV_READY) ## all tests, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n 2 -m "not prove"

check: $(DEV_READY) ## format check, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

format: $(DEV_READY) ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_READY) ## speed as ratios, side by side in one run
	$(BIN)/python -m benchmarks

sdl: $(RUN_READY) ## print the schema to schema/schema.graphql
	$(BIN)/python app.py sdl > schema/schema.graphql

policy: $(DEV_READY) ## each sentence of the privacy policy and the tests that accept it
	$(BIN)/python -m tests.policy

prove: $(DEV_READY) ## the slow proofs
	$(BIN)/python -m pytest -n 2 -m prove

lock: $(DEV_READY) ## pin the requirements again
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header -c requirements.txt --group dev pyproject.toml -o requirements-dev.txt

clean: ## remove what the commands made
	rm -rf $(VENV) .make var graphiql/dist graphiql/node_modules .mypy_cache .ruff_cache .pytest_cache
