{{ missing_in_core(
    'core__company_business_model', 'extracted__company_classification', {'domain': 'record.domain'},
    'record.rejected_reason is null and coalesce(record.is_b2b, record.is_b2c) is not null',
    as_of='updated_at'
) }}
