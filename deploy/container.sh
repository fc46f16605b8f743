#!/bin/sh
# Runs a command inside a container with the secrets that compose.yaml hands it as files: sh deploy/container.sh COMMAND …
set -eu
PGPASSWORD="$(cat /run/secrets/dti)"
DTI_SIGNING_KEY="$(cat /run/secrets/signing-key)"
export PGPASSWORD DTI_SIGNING_KEY
exec "$@"
