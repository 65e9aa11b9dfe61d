document.body.addEventListener("htmx:after:swap",()=>{let t=document.querySelector("#list .list-head b")?.textContent,e=document.querySelector("#live");e&&t&&(e.textContent=t)});
