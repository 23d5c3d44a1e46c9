{{ missing_in_core(
    'core__company_vc_investors', 'extracted__company_vc_investors',
    {'company_domain': 'record.company_domain', 'vc_key': 'record.vc_key'},
    'record.company_domain is not null', as_of='updated_at'
) }}
union all
{{ missing_in_core(
    'core__company_vc_investors', 'extracted__cb_vc_portfolio',
    {'company_domain': 'record.domain', 'vc_key': 'record.vc_key'},
    'record.domain is not null', as_of='updated_at'
) }}
union all
{{ missing_in_core(
    'core__company_vc_investors', 'extracted__vc_portfolio',
    {'company_domain': 'record.domain', 'vc_key': 'record.vc_key'},
    'record.rejected_reason is null and record.domain is not null and record.vc_key is not null',
    as_of='updated_at'
) }}
union all
{{ missing_in_core('core__vc_firms', 'extracted__vc_domain', {'vc_key': 'record.vc_key'}, as_of='updated_at') }}
