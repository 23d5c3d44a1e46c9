{%- set by_domain = {'domain': 'record.domain'} -%}
{%- set research = [
    'icp_industries', 'icp_job_titles', 'icp_value_proposition', 'icp_fit_criterion', 'target_client_icp'
] -%}

{% for kind in research -%}
{{ missing_in_core(
    'core__target_client_icps', 'extracted__' ~ kind, by_domain,
    'record.rejected_reason is null and record.domain is not null', as_of='updated_at'
) }}
union all
{% endfor -%}
{{ missing_in_core('core__icp_criteria', 'extracted__icp_criteria', by_domain, as_of='updated_at') }}
union all
{{ missing_in_core('core__target_client_views', 'extracted__target_client_view', by_domain) }}
union all
{{ missing_in_core('core__company_icp_verdicts', 'extracted__icp_verdict', {
    'origin_company_domain': 'record.origin_company_domain', 'company_domain': 'record.company_domain'
}, as_of='updated_at') }}
