select
    'reference.person_identities' as core_table,
    'extracted.person_identifiers' as extracted_table,
    own.workflow_slug,
    own.linkedin_url as entity_key,
    min(own.observed_at) as since
from {{ ref('extracted__person_identifiers') }} as own
left join {{ ref('reference__person_identities') }} as known on own.linkedin_url = known.linkedin_url
where
    known.linkedin_url is null
    and {{ is_compared('reference.person_identities', 'extracted.person_identifiers', 'own') }}
    and exists (
        select 1 from {{ ref('extracted__person_identifiers') }} as other
        where own.identifier = other.identifier and own.linkedin_url <> other.linkedin_url
    )
group by own.workflow_slug, own.linkedin_url
{% for kind, (urls, number, name) in identifier_sources().items() -%}
union all
select
    'extracted.person_identifiers' as core_table,
    'extracted.{{ kind }}' as extracted_table,
    news.workflow_slug,
    concat_ws(' / ', pair.linkedin_url, pair.identifier) as entity_key,
    min(news.observed_at) as since
from {{ ref('extracted__' ~ kind) }} as news
{{ named_together(urls, number) }}
left join {{ ref('extracted__person_identifiers') }} as known
    on pair.linkedin_url = known.linkedin_url and pair.identifier = known.identifier
where
    {{ is_compared('extracted.person_identifiers', 'extracted.' ~ kind, 'news') }}
    and news.rejected_reason is null and pair.identifier is not null and known.linkedin_url is null
group by news.workflow_slug, pair.linkedin_url, pair.identifier
{% endfor %}
