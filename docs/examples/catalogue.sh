#!/usr/bin/env bash
# Checks the catalogue of the guide. Run it in the project's folder.
set -euo pipefail

# [check]
npm run --silent catalogue -- check docs/examples/catalogue
