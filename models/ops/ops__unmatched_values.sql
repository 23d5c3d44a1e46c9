select
    vocabulary,
    raw_value,
    records,
    entities,
    first_seen,
    last_seen,
    example_workflow
from {{ ref('ops__vocabulary_values') }}
where status = 'unmatched'
