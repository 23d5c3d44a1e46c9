{{ config(materialized='incremental', incremental_strategy='upsert', pre_hook="{{ take_in() }}") }}
{%- set plan = plan_window(['extracted__location_answers']) -%}
{%- set missing = absent({'location_key': 'news.location_key'}) -%}

with changed as (
    select distinct location_key
    from {{ ref('extracted__location_answers') }} as news
    where {{ is_news(plan, 'extracted__location_answers', 'news', missing) }}
),

given as (
    select
        said.location_key,
        said.location_name,
        said.source_kind,
        said.city,
        said.state,
        {{ country_name('said.country') }} as country,
        said.workflow_slug,
        said.record_id,
        said.observed_at
    from {{ ref('extracted__location_answers') }} as said
    inner join changed on said.location_key = changed.location_key
),

place as (
    {{ best_place('given') }}
)

select
    location_key,
    location_name,
    city,
    state,
    country,
    city is not null as has_city,
    state is not null as has_state,
    country is not null as has_country,
    source_kind as source,
    workflow_slug as workflow_source,
    record_id as source_id,
    updated_at
from place
