{%- set keys = {
    'name_key': 'record.name_key',
    'origin_company_domain': 'record.origin_company_domain',
    'study_key': function('short_key') ~ "(coalesce(record.case_study_url, ''))",
} -%}
{{ missing_in_core('core__case_study_champions', 'extracted__case_study_champions', keys, 'true', as_of='updated_at') }}
union all
{{ missing_in_core('core__case_study_champions', 'extracted__case_study_buyers', keys, 'true', as_of='updated_at') }}
