# Two commands do everything: `make demo` and `make test`. Each line calls one real command.

PYTHON ?= python3
PORT ?= 8000
RUN = .venv/bin/python

# Where database and media go; the settings know the default, var/.
export PARVIS_DATA
# Without compiled modules each start of Django takes three seconds more.
unexport PYTHONDONTWRITEBYTECODE
unexport DJANGO_SETTINGS_MODULE

.PHONY: demo serve dev test bench clean

demo:  ## The site on its demo content, as a reader meets it
	@$(PYTHON) requirements/environment.py
	@$(RUN) -m parvis.demo --port $(PORT)

serve:  ## The site as readers meet it in production, on this machine; the demo without a SECRET_KEY
	@$(PYTHON) requirements/environment.py
	@$(RUN) -m parvis.delivery --port $(PORT)

dev:  ## The same content with debug on and a server that reloads
	@$(PYTHON) requirements/environment.py --dev
	@$(RUN) manage.py compile_catalogues
	@$(RUN) manage.py prepare_demo
	@$(RUN) manage.py run_background --verbosity=0 & trap "kill $$!" EXIT INT TERM; \
	$(RUN) manage.py runserver $(PORT)

test:  ## Lint, types, the suite on both databases, browser journeys
	@$(PYTHON) requirements/environment.py --dev
	@$(RUN) tests/run.py

bench:  ## The figures of bench/RESULTS.md, and what migrating costs; with ADDRESS=, another site’s page
	@$(PYTHON) requirements/environment.py --dev
	@$(if $(ADDRESS),,$(RUN) bench/migrate.py)
	@$(RUN) -m bench.delivery $(if $(ADDRESS),--address $(ADDRESS))

clean:  ## Forget what was made, but not the data
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache
	find locale -name '*.mo' -delete
