{{ config(materialized='view') }}

-- The newest promotion of a lead at the company where they work now; one row per lead.
select
    lead.{{ lead_columns() | join(',\n    lead.') }},
    promoted.previous_title,
    promoted.new_title,
    promoted.promotion_date
from {{ ref('core__person_promotions') }} as promoted
inner join {{ ref('core__leads') }} as lead
    on promoted.linkedin_url = lead.linkedin_url and promoted.company_domain = lead.company_domain
where not exists (
    select 1
    from {{ ref('core__person_promotions') }} as later
    where
        later.linkedin_url = promoted.linkedin_url
        and later.company_domain = promoted.company_domain
        and (later.promotion_date, later.new_title, later.previous_title)
        > (promoted.promotion_date, promoted.new_title, promoted.previous_title)
)
