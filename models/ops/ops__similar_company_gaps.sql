{{ missing_in_core(
    'core__company_similar_companies_preview', 'extracted__company_enrich_similar',
    {'input_domain': 'record.input_domain', 'company_domain': 'record.company_domain'},
    'record.company_domain <> record.input_domain', as_of='updated_at'
) }}
