# What a person types. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements.lock

.DEFAULT_GOAL := help
.PHONY: help install demo test test-long test-sql truth bench build lint new-workflow format lock clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

install: $(VENV)/.installed ## make .venv with everything pinned in requirements.lock

$(VENV)/.installed: pyproject.toml $(wildcard $(LOCK))
	$(PYTHON) -m venv $(VENV)
	@if [ -f $(LOCK) ]; then \
	  $(BIN)/pip install --quiet --no-deps --require-hashes -r $(LOCK) && $(BIN)/pip install --quiet --no-deps -e .; \
	else \
	  $(BIN)/pip install --quiet -e '.[dev]'; \
	fi
	@touch $@

demo: install ## start the embedded PostgreSQL, land samples over HTTP, build, show the books
	$(BIN)/hq demo

test: install ## run the tests: landing, pipeline, functions, contracts (all but those marked long)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not long"

test-long: install ## run the tests that are marked long: more orders, more deliveries one by one
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m long

TRUTH ?= bench/truth/sample

truth: install ## measure matching, titles and names with labelled answers (TRUTH=folder; exit 1 when a goal is missed)
	$(BIN)/python -m bench.truth $(TRUTH)

SIZE ?= small

bench: install ## measure everything beside its limits and write docs/performance.md (SIZE=small or full; PARTS="landing replay")
	$(BIN)/python -m bench --size $(SIZE) $(PARTS)

build: install ## dbt build: extracted, core and ops with their data tests
	$(BIN)/hq build

test-sql: install ## the tests that are about SQL, for a second version of PostgreSQL (HQ_DATABASE_URL); one process, as one server is shared
	$(BIN)/python -m pytest tests/functions tests/conformance/test_workflows.py

lint: install ## the gates that need no test: ruff, mypy, dbt parse (deprecations are errors), hq check, sqlfluff, secrets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	eval "$$($(BIN)/hq env)" && $(BIN)/dbt parse --no-partial-parse
	$(BIN)/hq init
	eval "$$($(BIN)/hq env)" && $(BIN)/python -m tests.warm_lint lint models tests --processes 2
	$(BIN)/hq check
	$(BIN)/python -m tests.warm_lint lint functions --templater jinja
	git ls-files -z | grep -zvE "requirements.lock|\.csv$$|^samples/" | xargs -0 $(BIN)/detect-secrets-hook --disable-plugin Base64HighEntropyString

new-workflow: install ## write what a new workflow needs: SLUG= KIND= BODY=file PROVIDER= DESCRIPTION= MORE="--field ..."; asks for the rest
	@$(BIN)/hq new-workflow $(if $(SLUG),--slug "$(SLUG)") $(if $(KIND),--kind "$(KIND)") $(if $(BODY),--body "$(BODY)") \
	  $(if $(PROVIDER),--provider "$(PROVIDER)") $(if $(DESCRIPTION),--description "$(DESCRIPTION)") $(MORE)

format: install ## let ruff format the Python files
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## write requirements.lock (versions and hashes, no addresses) from pyproject.toml; needs uv
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	  --no-emit-index-url --no-annotate --no-header --quiet --output-file $(LOCK)

clean: ## remove what dbt and the tools have written; the embedded database stays
	rm -rf target logs .pytest_cache .mypy_cache .ruff_cache build *.egg-info
	find bench ingest quality tests -name __pycache__ -type d -prune -exec rm -rf {} +
