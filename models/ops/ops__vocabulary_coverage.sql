with counted as (
    select
        vocabulary,
        count(*) filter (where status = 'unmatched') as unmatched_spellings,
        coalesce(sum(records) filter (where status = 'matched'), 0)::bigint as matched_records,
        coalesce(sum(records) filter (where status = 'unmatched'), 0)::bigint as unmatched_records,
        coalesce(sum(records) filter (where status = 'no_value'), 0)::bigint as empty_records
    from {{ ref('ops__vocabulary_values') }}
    group by vocabulary
),

shared as (
    select
        listed.vocabulary,
        listed.entity,
        coalesce(counted.matched_records, 0) as matched_records,
        coalesce(counted.unmatched_records, 0) as unmatched_records,
        coalesce(counted.empty_records, 0) as empty_records,
        coalesce(counted.unmatched_spellings, 0) as unmatched_spellings,
        round(
            counted.unmatched_records / nullif(counted.matched_records + counted.unmatched_records, 0)::numeric, 4
        ) as unmatched_share,
        listed.max_unmatched_share,
        listed.min_values
    from {{ ref('vocabularies') }} as listed
    left join counted on listed.vocabulary = counted.vocabulary
)

select
    shared.*,
    coalesce(
        unmatched_share > max_unmatched_share and matched_records + unmatched_records >= min_values, false
    ) as is_over_limit
from shared
