select
    job_title_id as id,
    (array_agg(normalized_title order by updated_at desc, source_id desc, normalized_title))[1] as normalized_title
from {{ ref('core__company_job_postings') }}
group by job_title_id
