with life as (
    select
        (first_seen_at at time zone 'UTC')::date as opened_on,
        (healed_at at time zone 'UTC')::date as healed_on,
        heals_survived
    from {{ source('ops', 'coalescing_gaps') }}
),

looked as (
    select
        (checked_at at time zone 'UTC')::date as day,
        count(*) as checks
    from {{ source('ops', 'gap_checks') }}
    group by (checked_at at time zone 'UTC')::date
),

calendar as (
    select day::date as day
    from generate_series(
        (select least(min(life.opened_on), (select min(looked.day) from looked)) from life)::timestamp,
        (current_timestamp at time zone 'UTC')::date::timestamp,
        interval '1 day'
    ) as every (day)
),

moved as (
    select
        day,
        sum(opened) as opened,
        sum(healed) as healed,
        sum(survivors) as survivors
    from (
        select
            opened_on as day,
            1 as opened,
            0 as healed,
            (heals_survived > 0)::integer as survivors
        from life
        union all
        select
            healed_on as day,
            0 as opened,
            1 as healed,
            0 as survivors
        from life
        where healed_on is not null
    ) as move
    group by day
)

select
    calendar.day,
    coalesce(looked.checks, 0) as checks,
    coalesce(moved.opened, 0) as opened,
    coalesce(moved.healed, 0) as healed,
    coalesce(sum(moved.opened - moved.healed) over (order by calendar.day), 0)::bigint as open,
    coalesce(moved.survivors, 0) as survivors
from calendar
left join looked on calendar.day = looked.day
left join moved on calendar.day = moved.day
