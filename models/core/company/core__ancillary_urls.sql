{{ config(materialized='view') }}

select distinct on (record.company_domain)
    record.company_domain as domain,
    record.pricing_page_url,
    record.observed_at as updated_at
from {{ ref('extracted__company_inference') }} as record
where record.rejected_reason is null and record.pricing_page_url is not null
order by record.company_domain asc, record.observed_at desc, record.record_id desc
