{{ config(materialized='incremental', incremental_strategy='upsert', pre_hook="{{ take_in() }}") }}
{%- set plan = plan_window(['extracted__location_answers']) -%}

-- What the look-up says of a location text, and when that last changed. The look-up itself moves with every delivery
-- that says the same again; whoever reads places looks again only at whom a new answer concerns.
select
    known.location_key,
    known.city,
    known.state,
    known.country,
    {{ generation(plan) }} as changed_in
from (
    select distinct news.location_key
    from {{ ref('extracted__location_answers') }} as news
    where {{ is_news(plan, 'extracted__location_answers', 'news', 'true') }}
) as changed
{{ look_up(ref('reference__location_lookup'), 'known', 'changed.location_key = known.location_key', 'inner') }}
