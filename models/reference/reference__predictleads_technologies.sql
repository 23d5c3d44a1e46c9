with technology as (
    select
        technology_id,
        {{ newest_value('technology_title') }},
        {{ newest_value('technology_url') }},
        {{ newest_value('technology_domain') }},
        {{ newest_value('categories') }}
    from {{ ref('extracted__company_predictleads') }}
    group by technology_id
)

select
    technology_id as id,
    technology_title as title,
    technology_url as url,
    technology_domain,
    categories
from technology
