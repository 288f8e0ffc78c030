# make audit [SERVER=path]   checks a server, by default the faulty example
# make test                  linters, types, and the whole test suite
# Both make .venv on their first call; PYTHON=path names the Python to make it with.

SERVER ?= examples/legacy-server
PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
CANDIDATES := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)

.PHONY: audit test clean
.SILENT:

audit: $(VENV)/.installed
	$(BIN)/mcp-lintel check --exit-zero "$(SERVER)"

test: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

clean:
	rm -rf $(VENV)

$(VENV)/.made:
	new=; whole=; \
	for each in $(CANDIDATES); do \
	  "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  new="$$each"; \
	  "$$each" -c 'import ensurepip, venv' 2>/dev/null && { whole="$$each"; break; }; \
	done; \
	if [ -z "$$new" ]; then \
	  echo "mcp-lintel needs Python 3.11 or newer; none of these is: $(CANDIDATES). Name one: make PYTHON=/path/to/python3" >&2; exit 1; \
	elif [ -z "$$whole" ]; then \
	  echo "$$new cannot make virtual environments; install its venv and ensurepip modules (Debian, Ubuntu: python3-venv)" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$whole ..."; \
	"$$whole" -m venv $(VENV) && touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	echo "Installing mcp-lintel into $(VENV) ..."
	$(PIP) install --quiet --editable .
	touch $@

# Dependency groups need pip 25.1.
$(VENV)/.developer: $(VENV)/.installed
	echo "Installing what its tests need ..."
	$(PIP) install --quiet --upgrade "pip>=25.1"
	$(PIP) install --quiet --group dev
	touch $@
