-- While a build is at work, or when it failed half-way, the runs are behind the deliveries.
select told.*
from {{ ref('reference__enrichment_deliveries') }} as told
where
    told.outcome <> 'replayed'
    and told.changed_in > coalesce((
        select taken.position from {{ source('ops', 'model_positions') }} as taken
        where taken.model = 'reference__enrichment_runs' and taken.source = 'reference__enrichment_deliveries'
    ), 0)
