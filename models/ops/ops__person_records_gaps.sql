{%- set titles = present_titles() -%}
{{ missing_in_core('core__person_emails', 'extracted__person_email', {'email': 'record.email'},
    'record.rejected_reason is null and record.email is not null', as_of='updated_at') }}
union all
select
    'core.person_job_titles' as core_table,
    'extracted.person_titles' as extracted_table,
    record.workflow_slug,
    record.linkedin_url as entity_key,
    min(record.received_at) as since
from {{ ref('extracted__person_titles') }} as record
{{ join_person('record.linkedin_url') }}
left join {{ ref('core__person_job_titles') }} as known on {{ person_of('record.linkedin_url') }} = known.linkedin_url
left join {{ ref('core__people') }} as person on {{ person_of('record.linkedin_url') }} = person.linkedin_url
where
    known.linkedin_url is null
    and {{ is_title_of_present_job('record', 'person') }}
    and {{ is_compared('core.person_job_titles', 'extracted.person_titles') }}
group by record.workflow_slug, record.linkedin_url
union all
{{ missing_in_core('reference__job_title_rulings', 'extracted__person_titles', {'title_key': 'record.title_key'},
    'record.title_key is not null') }}
union all
{{ missing_in_core('reference__job_title_spellings', 'extracted__person_experience',
    {'title': title_spelling('record.title')}, 'record.title is not null') }}
union all
{{ missing_in_core('reference__job_title_lookup', 'extracted__job_title_answers', {'title_key': 'record.title_key'},
    'true') }}
union all
{{ missing_in_core('reference__location_lookup', 'extracted__location_answers', {'location_key': 'record.location_key'},
    'true') }}
{% for kind, (person, named) in titles.items() -%}
union all
{{ missing_in_core('extracted__person_titles', 'extracted__' ~ kind,
    {'linkedin_url': 'record.' ~ person, 'source_kind': "'" ~ kind ~ "'::text"},
    'record.rejected_reason is null and record.' ~ person ~ ' is not null and coalesce(record.'
        ~ named | join(', record.') ~ ') is not null and not '
        ~ is_no_offer("'latest_title'", 'coalesce(record.' ~ named | join(', record.') ~ ')'), as_of='observed_at') }}
{% endfor -%}
