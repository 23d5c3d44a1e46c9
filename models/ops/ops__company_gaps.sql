{#- Kind of record that makes a company known: its key, as which source it offers, and which of its records count. -#}
{%- set kinds = {
    'apollo_scrape': ['domain', none, none],
    'cleaned_company_names': ['domain', none, none],
    'company_discovery': ['domain', none, none],
    'company_firmographics': ['company_domain', none, none],
    'company_upsert': ['company_domain', claimed_source('parsed'), none],
    'company_vc_investor_list': ['company_domain', none, none],
    'crunchbase_portfolio_company': ['domain', none, none],
    'job_posting': ['company_domain', none, none],
    'leadmagic_company_enrichment': ['domain', none, none],
    'nostra_ecom_companies': ['domain', "'nostra'", none],
    'person_discovery': ['company_domain', none, none],
    'person_experience': ['company_domain', none, 'true'],
    'salesnav_company': ['domain', none, none],
    'vc_portfolio': ['domain', none, none],
} -%}

{{ records_not_offered(kinds, 'core.companies', 'extracted__company_attributes', 'company_domain', 'domain') }}
union all
-- From offers to golden records: there is one, and it says what is offered.
select
    'core.companies' as core_table,
    'extracted.company_attributes' as extracted_table,
    offer.workflow_slug,
    offer.company_domain as entity_key,
    min(offer.observed_at) as since
from {{ ref('extracted__company_attributes') }} as offer
left join {{ ref('ops__known_company_domains') }} as known on offer.company_domain = known.alias_domain
where
    offer.attribute = 'domain' and known.alias_domain is null
    and {{ is_compared('core.companies', 'extracted.company_attributes', 'offer') }}
group by offer.workflow_slug, offer.company_domain
union all
select
    'core.companies' as core_table,
    'extracted.company_attributes' as extracted_table,
    workflow_slug,
    concat_ws(' / ', entity_key, attribute) as entity_key,
    min(observed_at) as since
from (
    {{ unheard_offers(
        'company', ref('core__companies'), is_compared('core.companies', 'extracted.company_attributes', 'offer')
    ) }}
) as unheard
group by workflow_slug, entity_key, attribute
