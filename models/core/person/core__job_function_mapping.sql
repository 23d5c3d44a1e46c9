{{ config(materialized='view') }}

select
    job_functions.name as our_job_function,
    coalesce(sales_nav.sales_nav_function, 'Other') as sales_nav_function
from {{ ref('job_functions') }} as job_functions
left join {{ ref('job_function_sales_nav') }} as sales_nav on job_functions.name = sales_nav.job_function
