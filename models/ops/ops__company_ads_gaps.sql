{{ missing_in_core(
    'core__company_ads', 'extracted__ads_check', {'domain': 'record.domain', 'platform': 'record.platform'},
    as_of='updated_at'
) }}
