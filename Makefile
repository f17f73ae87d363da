# `make demo`, `make test` and `make check` each set up .venv by themselves: on a fresh machine they need Python 3.11 or
# newer, make and a network for the first time. ARGS goes to the tool, as in `make test ARGS="-k meetings"`.

BIN := .venv/bin
INSTALLED := .venv/requirements-installed
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11

.DEFAULT_GOAL := help
.PHONY: help demo test check coverage

help:
	@echo "make demo      mails in, members.csv, confirmations, reminders and follow-ups, on servers of its own"
	@echo "make test      all tests"
	@echo "make check     ruff, the formatting and mypy --strict"
	@echo "make coverage  the tests with branch coverage"

demo: $(INSTALLED)
	$(BIN)/python scripts/demo.py $(ARGS)

test: $(INSTALLED)
	$(BIN)/python -m pytest -q -n auto --dist loadfile $(ARGS)

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict scripts

coverage: $(INSTALLED)
	$(BIN)/coverage run -m pytest -q $(ARGS)
	$(BIN)/coverage report --show-missing --skip-covered

$(INSTALLED): requirements.txt requirements-dev.txt
	@for name in $(PYTHONS); do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python="$$name"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Netpost needs Python 3.11 or newer; none of these is: $(PYTHONS)" >&2; exit 1; \
	fi; \
	echo "Setting up .venv with $$("$$python" --version)"; \
	"$$python" -m venv --clear .venv || { \
	  echo "No virtual environment can be made; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
