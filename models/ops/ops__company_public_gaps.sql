{{ missing_in_core(
    'core__company_public', 'extracted__company_public', {'domain': 'record.company_domain'},
    'record.rejected_reason is null and coalesce(record.company_name, record.linkedin_url) is not null',
    as_of='updated_at'
) }}
