# The two commands of the README are `make run` and `make test`; the others are steps of theirs.

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test browser env lint types clean

run: env
	@$(BIN)/nghiavu ingest samples
	@echo; echo "Which plans implement Resolution 121/2020/QH14?"
	@$(BIN)/nghiavu query plans_implementing --document "Resolution 121/2020/QH14"
	@echo; echo "What does the Department of Health owe?"
	@$(BIN)/nghiavu query obligations_of_agency --agency "Department of Health"
	@echo
	@$(BIN)/nghiavu serve

test: env lint types
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --ignore tests/test_benchmarks.py  # they wait for servers
	$(BIN)/python -m pytest tests/test_benchmarks.py  # alone: what runs beside it would be measured too

# Neo4j Browser for the embedded database; it wants Maven. A Neo4j serves its own.
browser: env
	mvn --batch-mode --quiet --file tests/servers/pom.xml dependency:copy-dependencies \
	  -DincludeArtifactIds=neo4j-browser -DoutputDirectory="$(abspath $(or $(NGHIAVU_HOME),.nghiavu))"
	$(BIN)/nghiavu browser

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: env
	$(BIN)/mypy

env: .venv/made

.venv/made: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $@

clean:
	-$(BIN)/nghiavu stop
	rm -rf .venv .nghiavu
