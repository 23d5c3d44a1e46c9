with technology as (
    select
        technology_id,
        {{ newest_value('technology_name') }},
        {{ newest_value('technology_url') }},
        {{ newest_value('technology_description') }},
        {{ newest_value('technology_parent') }},
        {{ newest_value('categories') }}
    from {{ ref('extracted__company_builtwith') }}
    group by technology_id
)

select
    technology_id as id,
    technology_name as name,
    technology_url as url,
    technology_description as description,
    technology_parent as parent,
    categories
from technology
