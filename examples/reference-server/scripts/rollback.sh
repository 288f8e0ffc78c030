#!/usr/bin/env bash
# Goes back to an earlier revision and checks that it works. Usage: rollback.sh REVISION
set -euo pipefail

revision="${1:?which revision? kubectl --namespace mcp rollout history deployment/release-desk lists them}"
cd "$(dirname "$0")/.."

kubectl --namespace mcp rollout undo deployment/release-desk --to-revision="$revision"
kubectl --namespace mcp rollout status deployment/release-desk --timeout=5m
kubectl --namespace mcp get pods --selector app=release-desk

kubectl --namespace mcp port-forward service/release-desk 8000:80 >/dev/null &
forward=$!
trap 'kill "$forward"' EXIT
sleep 3
python scripts/smoke_test.py http://127.0.0.1:8000
