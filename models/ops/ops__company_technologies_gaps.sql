{{ missing_in_core(
    'core__company_technologies', 'extracted__company_builtwith',
    {'domain': 'record.domain', 'technology_id': 'record.technology_id'}, condition='true', as_of='updated_at'
) }}
union all
{{ missing_in_core(
    'core__company_predictleads_technologies', 'extracted__company_predictleads',
    {'domain': 'record.domain', 'technology_id': 'record.technology_id'}, condition='true', as_of='updated_at'
) }}
union all
{{ missing_in_core(
    'core__company_technologies', 'extracted__builtwith_scan', {'domain': 'record.domain'},
    condition='record.rejected_reason is null and record.technologies_listed > 0'
) }}
union all
{{ missing_in_core(
    'core__company_predictleads_technologies', 'extracted__predictleads_scan', {'domain': 'record.domain'},
    condition='record.rejected_reason is null and record.technologies_listed > 0'
) }}
