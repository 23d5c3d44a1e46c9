"""The version of the landing schema rises with what the services call; `hq init` brings an older warehouse to it."""

from __future__ import annotations

import hashlib

from ingest import SCHEMA_VERSION
from ingest import warehouse as owner
from tests.harness import Warehouse

DIGESTS = {
    2: "63369a4346d9de9bb105f5a0ee3131ed176256a790f44fc630123e557a057c15",  # pragma: allowlist secret
}
"""Of what the services rely on, by version of the schema; one that was ever deployed is never changed."""

RELIED_ON = """
select line
from (
    select
        n.nspname || '.' || p.proname || '(' || pg_get_function_arguments(p.oid) || ') returns '
        || pg_get_function_result(p.oid) as line
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname || '.' || p.proname = any (array[
        'raw.land', 'raw.count_refusal', 'reference.warehouse_identity', 'reference.get_enrichment_status',
        'reference.person_member_url', 'reference.normalize_company_linkedin_url', 'reference.normalize_domain'
    ])
    union all
    select attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod)
    from pg_attribute
    where attrelid in ('raw.warehouse_identity'::regclass, 'raw.registered_workflows'::regclass)
        and attnum > 0 and not attisdropped
) as listed
order by line collate "C"
"""

OLDER_LAND = """
create function raw.land(
    p_workflow text[], p_body bytea[], p_received_at timestamptz[] default null, p_idempotency_key text[] default null,
    p_headers jsonb[] default null, p_quarantine_code text[] default null
) returns table (ordinal integer, payload_id uuid, workflow_slug text, is_repeat boolean, quarantine_code text)
language sql as $$ select 1, gen_random_uuid(), 'older', false, 'older' $$
"""


def test_what_the_services_rely_on_is_that_of_the_version(module_warehouse: Warehouse) -> None:
    lines = [line for (line,) in module_warehouse.sql(RELIED_ON)]
    assert len(lines) > 15
    found = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    listing = "\n".join(lines)
    assert DIGESTS.get(SCHEMA_VERSION) == found, (
        f"What the services call is not what it was in version {SCHEMA_VERSION} of the schema. Raise SCHEMA_VERSION in"
        " ingest/__init__.py and in ingest/ddl/020_identity.sql, so that services of another release refuse to serve,"
        f" and enter {found} for the new version here. It is now:\n{listing}"
    )


def test_hq_init_brings_an_older_warehouse_to_this_version(warehouse: Warehouse) -> None:
    assert warehouse.one("select schema_version from raw.warehouse_identity") == SCHEMA_VERSION
    before = warehouse.one("select warehouse_id from raw.warehouse_identity")
    warehouse.sql("update raw.warehouse_identity set schema_version = 1")
    warehouse.sql(OLDER_LAND)
    with warehouse.connect() as connection:
        owner.apply_ddl(connection)
    now = warehouse.sql("select schema_version, warehouse_id from raw.warehouse_identity")
    assert now == [(SCHEMA_VERSION, before)]
    assert warehouse.one("select count(*) from pg_proc where oid::regproc::text = 'raw.land'") == 1
    landed = "select quarantine_code from raw.land(array['clay-find-companies'], array['{}'::bytea])"
    assert warehouse.one(landed) is None
