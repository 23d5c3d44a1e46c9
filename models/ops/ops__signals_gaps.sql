{%- set parents = {
    'extracted__job_change': 'record.job_change_detected is not false',
    'extracted__promotion': 'true',
    'extracted__new_hire': 'true',
    'extracted__signal_news_fundraising': "record.event_kind = 'funding'",
    'extracted__job_posting': advertises_as_signal('record'),
} -%}

{{ missing_in_core(
    'core__signals', 'extracted__signal_events',
    {'event_group': 'record.event_group', 'period': 'record.period'}, 'record.period is not null',
    as_of='updated_at'
) }}
union all
{{ missing_in_core(
    'core__signals', 'extracted__signal_events', {'event_group': 'record.event_group'}, 'record.period is null',
    as_of='updated_at'
) }}
{% for parent, reports_an_event in parents.items() -%}
union all
select
    'core.signals' as core_table,
    gap.extracted_table,
    gap.workflow_slug,
    gap.entity_key,
    gap.since
from (
    {{ missing_in_core(
        'extracted__signal_events', parent,
        {'entity_key': 'record.entity_key', 'record_id': 'record.record_id'},
        'record.rejected_reason is null and record.is_initial_check is not true and ' ~ reports_an_event,
        told_as='core.signals'
    ) }}
) as gap
{% endfor %}
