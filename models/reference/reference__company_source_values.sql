with offer as (
    {{ company_offers() }}
)

-- One value a company, attribute and source: what is said of the company's own domain goes before what is said of an
-- alias.
select distinct on (domain, attribute, source_kind)
    domain as company_domain,
    attribute,
    source_kind,
    value,
    workflow_slug,
    record_id,
    entity_key,
    payload_id,
    observed_at,
    company_domain as offered_for
from offer
order by domain, attribute, source_kind, is_of_alias, observed_at desc, record_id desc
